"""Which rules are checked in a layer, how strictly, and what each rule is; `importers.checks` does the looking."""
