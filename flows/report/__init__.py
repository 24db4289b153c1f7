"""One offline page of what a published file holds, for people who would rather look than query."""
