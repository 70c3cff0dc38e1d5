"""The reporter's way to a sealed report: from the first page to the code."""
