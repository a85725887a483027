"""Statistics: measures and intervals computed from counts alone; they know no study and no gate."""
