"""What only a plan can say of a film: one file a sort of M31xx diagnostic."""
