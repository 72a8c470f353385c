"""Read: the files of data/ become records that remember where they stand, or Problems."""
