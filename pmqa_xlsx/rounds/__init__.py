"""What an office does with a round: files taken in, decisions, letters, results, erasures, states kept by name.

``Round`` (``round.py``) is the class of all this. Its letters are in ``correspondence.py``, its results on disk in
``results_folder.py``; the three are one ladder of classes. They hold a ``RoundFolder``, which opens the ledger for one
writer, or rebuilds it (``rebuild.py``), and adds to it what comes in. ``round_state.py`` turns the ledger's facts into
the state on a day. The ledger knows nothing of this room, and of the round's folder only its own file.
"""
