ilb serve
ilb shell samples/virtual-network.ps1
healthy

# Connections of client1 that last, one of them from the port that the guide names. That none of them is at web2 is as likely as
# 24 coins that all show heads.
command ilb exec client1 -- perl -MIO::Socket::INET -e '
    for my $port (49732 .. 49755) {
        my $socket = IO::Socket::INET->new(PeerAddr => "10.0.0.6:100", LocalPort => $port) or die "$port: $@";
        print $socket "GET / HTTP/1.1\r\nHost: vip\r\n\r\n";
        sysread $socket, my $answer, 4096;
        push @open, $socket;
    }
    print "open\n";
    close STDOUT;
    sleep 600' >~/open &
until grep -q open ~/open; do sleep 0.1; done

# A member that calls its own set, now and then; `ilb watch` is to tell of it.
command ilb exec web1 -- bash -c 'while sleep 3; do curl -s -m 1 http://10.0.0.6:100; done' &
events=2
