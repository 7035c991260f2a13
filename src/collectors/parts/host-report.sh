#!/bin/sh
# 主机巡检报告：只读，只用系统自带命令，除标准输出外不写任何文件，不连接网络，不需要安装任何软件。
# 用法：sh host-report.sh > 主机名.txt，然后 opsledger collect --from 主机名.txt
# 主机上设有密钥文件（OPSLEDGER_HOST_KEY 指明，默认 /etc/opsledger/host-report.key）时，报告末尾带签名；密钥不出现在任何命令的参数中。
# 适用于 CentOS 7、openEuler、麒麟、统信 UOS、Debian、Ubuntu。普通用户即可；用 root 可多得到 yum/dnf 的补丁数。
LC_ALL=C
export LC_ALL
PATH=$PATH:/usr/sbin:/sbin
umask 077

section() { printf '== section %s\n' "$1"; }
has() { command -v "$1" >/dev/null 2>&1; }
unavailable() { printf '== unavailable %s\n' "$1"; }
# A command that hangs (a dead network disk) must not hang the report.
limited() { if has timeout; then timeout 60 "$@"; else "$@"; fi; }

report() {
echo '== opsledger-host-report 1'
printf '== time %s\n' "$(date +%s)"
printf '== host %s\n' "$(uname -n)"
section system
uname -srm
cat /etc/os-release 2>/dev/null || cat /etc/redhat-release 2>/dev/null
section cpu-first
grep '^cpu' /proc/stat
sleep 2
section cpu-second
grep '^cpu' /proc/stat
section meminfo
cat /proc/meminfo
section loadavg
cat /proc/loadavg
section uptime
cat /proc/uptime
section disk
limited df -P -T -k -l 2>/dev/null || unavailable df
section inode
limited df -P -i -l 2>/dev/null || unavailable df
section patches
if has apt-get; then
  echo 'manager apt'
  printf 'lists %s\n' "$(ls /var/lib/apt/lists 2>/dev/null | grep -E '(InRelease|_Release)$' | tr '\n' ' ')"
  for stamp in /var/lib/apt/periodic/update-success-stamp /var/lib/apt/lists/partial /var/lib/apt/lists; do
    if [ -e "$stamp" ]; then printf 'updated %s\n' "$(stat -c %Y "$stamp")"; fi
  done
  if updates=$(limited apt-get -s -q -o Debug::NoLocking=true -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= dist-upgrade 2>/dev/null); then
    printf '%s\n' "$updates" | grep '^Inst '
    echo 'done'
  else
    unavailable apt-get
  fi
elif has dnf || has yum; then
  if has dnf; then manager=dnf; else manager=yum; fi
  printf 'manager %s\n' "$manager"
  # Without root, dnf and yum would make a cache of their own in /var/tmp: that is writing.
  if [ "$(id -u)" = 0 ]; then
    for cache in /var/cache/dnf /var/cache/yum; do
      if [ -e "$cache" ]; then printf 'updated %s\n' "$(find "$cache" -name repomd.xml -exec stat -c %Y {} + 2>/dev/null | sort -n | tail -1)"; fi
    done
    if limited "$manager" -C -q updateinfo list security 2>/dev/null; then echo 'done'; else unavailable "$manager"; fi
  else
    unavailable root
  fi
else
  unavailable package-manager
fi
section clock
if has chronyc; then echo 'daemon chrony'; limited chronyc -n tracking 2>/dev/null; fi
if has timedatectl; then
  echo 'daemon timedatectl'
  # CentOS 7 has no `show`; its `status` says the same in a sentence.
  limited timedatectl show -p NTPSynchronized 2>/dev/null || limited timedatectl status 2>/dev/null | grep -i 'synchronized'
fi
if has ntpq; then echo 'daemon ntpq'; limited ntpq -c rv 2>/dev/null; fi
echo '== end'
}

hex() { od -An -v -tx1 | tr -d ' \n'; }
digest() { if has sha256sum; then sha256sum | cut -c1-64; else openssl dgst -sha256 | sed 's/^.*= *//'; fi; }
# Bytes of a hex text, each xor $2.
bytes() {
  rest=$1
  while [ -n "$rest" ]; do
    after=${rest#??}
    printf "\\$(printf '%03o' $((0x${rest%"$after"} ^ $2)))"
    rest=$after
  done
}
# HMAC-SHA256 (RFC 2104) of $2 by the key $1, of built-in commands and a plain digest: programs that sign take the key as an
# argument, where everybody on the host sees it.
signature() {
  if [ ${#1} -gt 64 ]; then key=$(printf '%s' "$1" | digest); else key=$(printf '%s' "$1" | hex); fi
  while [ ${#key} -lt 128 ]; do key=${key}00; done
  inner=$({ bytes "$key" 54; printf '%s' "$2"; } | digest)
  { bytes "$key" 92; bytes "$inner" 0; } | digest
}

# Who can read the key on the host can sign: the report is the host's, and not of whoever carries it.
key_file=${OPSLEDGER_HOST_KEY:-/etc/opsledger/host-report.key}
if [ -r "$key_file" ] && { has sha256sum || has openssl; }; then
  # The x keeps the line end that $(...) would drop.
  text=$(report; echo x)
  text=${text%x}
  printf '%s== signature hmac-sha256 %s\n' "$text" "$(signature "$(cat "$key_file")" "$text")"
else
  report
fi
