#!/bin/bash
# A Debian machine of its own on this host's file system: `machine.sh FOLDER bare` runs in new namespaces and becomes systemd, without SDK
# and compiler; `machine.sh FOLDER ready PROGRAM` has ilb of the folder PROGRAM where the package has it, and nothing runs yet.
# What it writes stays in memory and goes with it. FOLDER/in is what it is brought: it finds that at /mnt.
set -euo pipefail
folder=$1 kind=$2 root=$1/root
mount --make-rprivate /
mount -t tmpfs -o size=4g none "$folder/scratch"
mkdir "$folder/scratch/upper" "$folder/scratch/work"
mount -t overlay -o "lowerdir=/,upperdir=$folder/scratch/upper,workdir=$folder/scratch/work" overlay "$root"
mount --rbind "$folder/in" "$root/mnt"

sdk=$(dirname "$(readlink -f "$(command -v dotnet || echo /usr/share/dotnet/dotnet)")")
case $kind in
bare)
    # Neither SDK nor compiler, nothing of ilb, and none of the host's services.
    [ ! -d "$root$sdk" ] || mount -t tmpfs none "$root$sdk"
    for compiler in /usr/lib/llvm-*; do
        [ ! -d "$root$compiler" ] || mount -t tmpfs none "$root$compiler"
    done
    cd "$root"
    rm -rf usr/bin/{dotnet,clang*,gcc*,cc,c++,g++*} etc/fstab etc/rc?.d usr/lib/systemd/system-generators \
        {etc,usr/lib}/systemd/system/*.wants usr/sbin/policy-rc.d
    mkdir usr/lib/systemd/system/sysinit.target.wants
    ln -s ../systemd-journald.service usr/lib/systemd/system/sysinit.target.wants/
    first=(/lib/systemd/systemd --unit=multi-user.target)
    ;;
ready)
    cd "$root"
    mkdir -p usr/lib/ilb etc/dotnet
    mount --bind "$3" usr/lib/ilb
    mount -o remount,bind,ro usr/lib/ilb
    ln -sf ../lib/ilb/ilb usr/bin/ilb
    echo "$sdk" >etc/dotnet/install_location
    # It buries those whose parents ended before them.
    # shellcheck disable=SC2016
    first=(/bin/bash -c 'touch /run/up; while :; do sleep 3600 & wait $!; done')
    ;;
esac
rm -rf var/lib/ilb

mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t bpf bpf sys/fs/bpf
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs none run
mount -t tmpfs none tmp
mount -t tmpfs none dev
mount -t tmpfs none var/log
mkdir dev/pts dev/shm dev/net run/netns
for device in null zero full random urandom tty fuse kmsg net/tun; do
    [ ! -e "/dev/$device" ] || { touch "dev/$device" && mount --bind "/dev/$device" "dev/$device"; }
done
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
ip link set lo up
hostname installed
mkdir .old
pivot_root . .old
umount -l /.old
exec env -i container=ilb-test PATH=/usr/sbin:/usr/bin:/sbin:/bin "${first[@]}"
