ilb serve
