"""`make bench`: what the site costs, as a ratio to the smallest Flask app on the same server in the same minutes."""
