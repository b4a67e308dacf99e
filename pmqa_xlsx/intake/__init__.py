"""Find the returns under paths: one ``Received`` for every candidate return."""
