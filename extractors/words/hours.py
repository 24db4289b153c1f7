"""Class hours (课时) and what else tells how long a training is."""

HOURS = "(?:课时|学时)"
PRACTICE = "(?:实操|实际操作|操作技能|技能操作|实训|实践)"
LENGTH = f"(?:{HOURS}|时长|天数|小时|周期)"
"""Headings of columns that hold the length of a training."""
