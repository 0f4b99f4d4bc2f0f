ilb serve
sed '0,/<AddressPrefix>/s|<AddressPrefix>10.0.0.0/16</AddressPrefix>|<AddressPrefix>10.1.0.0/16</AddressPrefix><AddressPrefix>fd00:1::/96</AddressPrefix>|' samples/networks.xml |
    sed '0,/10.0.0.0\/24/s//10.1.0.0\/24/; 0,/10.0.1.0\/24/s//10.1.1.0\/24/' >networks.xml
