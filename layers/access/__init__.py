"""Who may see and do what. The one decision is the View (`layers.access.view`): every exit reads through one."""
