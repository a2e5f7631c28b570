"""What is wrong with a step of Alg. 3, and with Alg. 4 around it."""
