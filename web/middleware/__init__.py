"""What every request passes: where it comes from, whose session it is and what that may do, which headers go back."""
