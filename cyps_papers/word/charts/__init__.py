"""Charts made and formatted in Word, filled from the series that their alternative text asks for."""
