"""What is wrong with a gradient: block by block, by its samples and by lambda, or from which line of Alg. 1 on."""
