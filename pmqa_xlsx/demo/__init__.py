"""A whole round on made-up answers, for any form: what a new user runs first, and what the samples are made with."""
