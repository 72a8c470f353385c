// The page without this script is whole: all it adds is a mark in the contents, buttons
// that copy, and tables that are open when the page is printed.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const links = all(".contents a");
  const parts = links.map((link) => document.getElementById(link.hash.slice(1)));
  const list = document.querySelector(".contents");
  const here = document.querySelector(".here .now");
  let current = null;

  // The part whose beginning was the last to pass the upper third of the window.
  const follow = () => {
    const passed = parts.filter((part) => part.getBoundingClientRect().top < innerHeight / 3);
    const link = links[Math.max(0, passed.length - 1)];
    if (link === current) return;
    current?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    current = link;
    here.textContent = link.textContent;
    here.hidden = false;
    if (list.scrollHeight > list.clientHeight) {
      list.scrollTop = link.offsetTop - list.clientHeight / 2;
    }
  };
  let asked = false;
  const soon = () => {
    if (!asked) requestAnimationFrame(() => { asked = false; follow(); });
    asked = true;
  };
  if (links.length && here) {
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", soon);
    follow();
  }

  const copy = (from) => {
    const range = document.createRange();
    range.selectNodeContents(from);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return navigator.clipboard
      ? navigator.clipboard.writeText(from.textContent.trim())
      : Promise.resolve(document.execCommand("copy"));
  };
  all("button[data-copy]").forEach((button) => {
    const done = button.nextElementSibling;
    button.hidden = false;
    button.addEventListener("click", () =>
      copy(document.getElementById(button.dataset.copy)).then(() => {
        done.textContent = done.dataset.say;
        setTimeout(() => { done.textContent = ""; }, 4000);
      }, () => {})); // refused: the words are selected all the same
  });

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("details:not([open])");
    opened.forEach((box) => { box.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((box) => { box.open = false; }));
})();
