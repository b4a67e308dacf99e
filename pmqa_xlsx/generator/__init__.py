"""From a form to the locked workbooks that its units fill in."""
