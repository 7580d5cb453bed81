"""What other offices published, figure by figure: reproduced, or explained by a named cause."""
