"""What ``make bench`` runs: time and memory of each step, beside the least that could do it."""
