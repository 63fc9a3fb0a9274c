# Copies the text files of the rules, with their folders and without the code that stands beside them.
file(COPY ${FROM}/ DESTINATION ${TO} FILES_MATCHING PATTERN "*.textproto")
