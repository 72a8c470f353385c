"""Draw: a worded chart becomes a picture in the grammar of bounds."""
