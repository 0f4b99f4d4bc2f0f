#!/bin/bash
# A Debian machine of its own on this host's file system: `machine.sh FOLDER` runs in new namespaces and becomes systemd.
# What it writes stays in memory and goes with it. FOLDER/in is what it is brought: it finds that at /mnt.
set -euo pipefail
folder=$1 root=$1/root
mount --make-rprivate /
mount -t tmpfs -o size=4g none "$folder/scratch"
mkdir "$folder/scratch/upper" "$folder/scratch/work"
mount -t overlay -o "lowerdir=/,upperdir=$folder/scratch/upper,workdir=$folder/scratch/work" overlay "$root"
mount --rbind "$folder/in" "$root/mnt"

# Neither SDK nor compiler, nothing of ilb, and none of the host's services.
sdk=$(dirname "$(readlink -f "$(command -v dotnet || echo /usr/share/dotnet/dotnet)")")
[ ! -d "$root$sdk" ] || mount -t tmpfs none "$root$sdk"
for compiler in /usr/lib/llvm-*; do
    [ ! -d "$root$compiler" ] || mount -t tmpfs none "$root$compiler"
done
cd "$root"
rm -rf usr/bin/{dotnet,clang*,gcc*,cc,c++,g++*} var/lib/ilb etc/fstab etc/rc?.d usr/lib/systemd/system-generators \
    {etc,usr/lib}/systemd/system/*.wants usr/sbin/policy-rc.d
mkdir usr/lib/systemd/system/sysinit.target.wants
ln -s ../systemd-journald.service usr/lib/systemd/system/sysinit.target.wants/

mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t bpf bpf sys/fs/bpf
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs none run
mount -t tmpfs none tmp
mount -t tmpfs none dev
mount -t tmpfs none var/log
mkdir dev/pts dev/shm run/netns
for device in null zero full random urandom tty fuse kmsg; do
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
exec env -i container=ilb-test PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --unit=multi-user.target
