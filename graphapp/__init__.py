"""Who answers for what in a council's improvement plan."""
