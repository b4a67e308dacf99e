"""From the frames of a round to what pages show, as plain values; nothing is decided here."""
