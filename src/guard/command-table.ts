/** Where commands take a password: one row a program and an option. What `--password` and the like say is known by its name. */

export interface CommandRow {
  /** Names of programs, of two words where the second is needed. */
  programs: readonly string[];
  /** Options in front of the value; without any, `skip` words follow the program, and then the value. */
  options?: readonly string[];
  /** `-pX` counts, `-p X` counts, or both. */
  form?: 'attached' | 'separate' | 'either';
  skip?: number;
  /** The value begins behind this sign, as in `user:password`. */
  behind?: string;
}

export const commandTable: readonly CommandRow[] = [
  {
    programs: ['mysql', 'mysqldump', 'mysqladmin', 'mysqlimport', 'mysqlcheck', 'mysqlshow', 'mysqlbinlog', 'mysqlslap', 'mysqlsh', 'mysqlpump', 'mariadb', 'mariadb-dump', 'xtrabackup', 'innobackupex', 'mydumper', 'myloader', 'pt-query-digest', 'pt-table-checksum'],
    options: ['-p'],
    form: 'attached',
  },
  { programs: ['redis-cli', 'keydb-cli', 'valkey-cli', 'redis-benchmark'], options: ['-a', '--pass'], form: 'either' },
  { programs: ['sshpass'], options: ['-p'], form: 'either' },
  { programs: ['curl', 'wget', 'ab', 'httpie', 'etcdctl'], options: ['-u', '--user', '-U', '--proxy-user'], form: 'either', behind: ':' },
  { programs: ['ab'], options: ['-A', '-P'], form: 'either', behind: ':' },
  { programs: ['mongo', 'mongosh', 'mongodump', 'mongorestore', 'mongoexport', 'mongoimport', 'mongostat', 'mongotop'], options: ['-p'], form: 'either' },
  { programs: ['sqlcmd', 'bcp', 'osql', 'ipmitool', 'dmidecode', 'unzip', 'zip', 'sys_dump', 'db2'], options: ['-P'], form: 'either' },
  { programs: ['tsql', 'clickhouse-client', 'cqlsh', 'impala-shell', 'beeline', 'hive', 'vsql', 'nzsql', 'gsql', 'ksql', 'gs_dump', 'gs_restore', 'gs_dumpall', 'sys_restore', 'taos', 'isql-fb', 'trino'], options: ['-p', '-W', '--password'], form: 'either' },
  { programs: ['isql', 'iusql'], skip: 2 },
  { programs: ['docker login', 'podman login', 'nerdctl login', 'helm registry login', 'skopeo login', 'oc login', 'cf login', 'az login', 'ossutil config', 'rdesktop', 'psexec', 'psexec64', 'ncftpput', 'ncftpget', 'ncftp', 'rcon-cli', 'mosquitto_sub', 'mosquitto_pub', 'useradd', 'usermod', 'adduser', 'redis-shake'], options: ['-p', '-P', '-pw'], form: 'either' },
  { programs: ['7z', '7za', '7zz', 'rar', 'unrar'], options: ['-p', '-hp'], form: 'attached' },
  { programs: ['plink', 'pscp', 'psftp', 'putty', 'kitty'], options: ['-pw'], form: 'separate' },
  { programs: ['ldapsearch', 'ldapadd', 'ldapmodify', 'ldapdelete', 'ldappasswd', 'ldapwhoami', 'ldapcompare'], options: ['-w', '-s'], form: 'either' },
  { programs: ['smbclient', 'winexe', 'rpcclient', 'smbget', 'net rpc', 'wmic', 'pth-winexe'], options: ['-U', '--user'], form: 'either', behind: '%' },
  { programs: ['snmpwalk', 'snmpget', 'snmpset', 'snmpbulkwalk', 'snmpgetnext', 'snmptable', 'snmptrap', 'snmpstatus'], options: ['-c', '-A', '-X'], form: 'either' },
  { programs: ['lftp'], options: ['-u'], form: 'either', behind: ',' },
  { programs: ['openssl enc', 'openssl'], options: ['-k'], form: 'separate' },
  { programs: ['influx', 'mc alias', 'etcdctl', 'rabbitmqadmin', 'consul', 'vault', 'redis-dump', 'nmcli', 'kafka-configs'], options: ['-password', '--password', '-p', 'password'], form: 'separate' },
  { programs: ['mc alias set', 'mc config host add'], skip: 3 },
  { programs: ['rabbitmqctl add_user', 'rabbitmqctl change_password', 'rabbitmqctl authenticate_user'], skip: 1 },
  { programs: ['htpasswd -b', 'htpasswd -bc', 'htpasswd -cb', 'htpasswd -nb', 'htpasswd -bB', 'htpasswd -bBc'], skip: 2 },
  { programs: ['htpasswd -nb'], skip: 1 },
  { programs: ['net use'], skip: 1 },
  { programs: ['net user', 'net1 user', 'set auth-pass', 'sentinel auth-pass', 'dsmod user'], skip: 1 },
  { programs: ['config set requirepass', 'config set masterauth', 'requirepass', 'masterauth', 'rootpw', 'auth_pass', 'rootpw --plaintext', 'rootpw --iscrypted', 'ntp authentication-key'], skip: 0 },
  { programs: ['sqlplus', 'sqlldr', 'exp', 'imp', 'expdp', 'impdp', 'rman', 'rman target', 'tnsping', 'conn', 'connect', 'dexp', 'dimp', 'disql', 'sqlplus -s', 'sqlplus -S', 'sqlplus -l', 'dmrman'], skip: 0, behind: '/' },
  { programs: ['xfreerdp', 'mstsc', 'wfreerdp', 'cmdkey'], options: ['/p:', '/pass:'], form: 'attached' },
  { programs: ['auth'], skip: 0 },
  { programs: ['addauth digest'], skip: 0, behind: ':' },
];
