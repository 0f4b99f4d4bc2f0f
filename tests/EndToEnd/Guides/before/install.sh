cp /mnt/ilb_*.deb .
