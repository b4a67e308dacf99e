"""A whole round with made-up answers, for any form: the first thing for a new user to run, and the samples' source."""
