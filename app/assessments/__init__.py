"""Quizzes that prove what was learnt: questions, options, attempts."""
