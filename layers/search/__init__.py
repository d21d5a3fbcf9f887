"""Finding: one line of text becomes parcels, addresses, streets, communes, plans, features and points."""
