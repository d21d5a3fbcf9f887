"""From a file as a department delivers it to clean rows of a layer, and a report of what was done."""
