# It begins with nothing.
