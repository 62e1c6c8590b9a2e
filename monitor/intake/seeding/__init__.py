"""Reading the seed files into the record, through the same operations as everybody else."""
