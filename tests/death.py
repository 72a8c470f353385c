"""Death: a process that ends without a word before its nth change of the disk, as by SIGKILL."""

import os
import sys

CHANGES = {"os.mkdir", "os.rename", "os.rmdir", "os.remove", "os.chmod", "os.link",
           "shutil.rmtree", "shutil.copyfile", "ctypes.dlsym"}  # fmt: skip


def die(at: int, near: str) -> None:
    """End this process before change number `at` below the folder `near`, or half-way through it.

    Looking up the system's call to swap two folders counts as one: nothing else tells of it.
    """
    seen, to_disk = 0, os.fsync

    def count(end=lambda: None):
        nonlocal seen
        if seen == at:
            end()
            os._exit(9)
        seen += 1

    def halved(file):
        count(lambda: os.truncate(file, os.fstat(file).st_size // 2))
        to_disk(file)

    def watch(event, arguments):
        writes = event == "open" and set("wax+") & set(str(arguments[1]))
        here = any(near in str(argument) for argument in arguments)
        if event == "ctypes.dlsym" or ((event in CHANGES or writes) and here):
            count()

    os.fsync = halved
    sys.addaudithook(watch)
