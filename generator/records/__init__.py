"""What stands in data/, as frozen records, and the Library that holds them."""
