/*
 * Preloaded into a command and every program that it starts: counts what they do to one folder, and lets the n-th of it fail,
 * or photographs the folder before each. What a photograph shows is what a kill of all of them at that moment would leave.
 *
 * FAULT_ROOT: the folder. FAULT_CTRL: a file that all share, see `struct control` and `_shim.ts`.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OFF, COUNT, PHOTO, FAIL_EIO, FAIL_ENOSPC, FAIL_EROFS, SHORT, SLOW, KILL };
/* What a call needs: room on the disk, or only the right to change it. */
enum { NEEDS_ROOM = 1, IS_WRITE = 2, IS_SYNC = 4 };

struct control {
  _Atomic uint64_t count;
  uint64_t at;
  uint32_t mode;
  uint32_t persistent;
  _Atomic uint64_t fired;
  _Atomic uint32_t lock;
  _Atomic uint32_t photos;
  char last[200];
};

static struct control *control;
static char root[PATH_MAX];
static size_t root_length;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("FAULT_CTRL");
  const char *folder = getenv("FAULT_ROOT");
  if (path == NULL || folder == NULL || strlen(folder) >= sizeof root) return;
  int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
  if (fd < 0) return;
  void *shared = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  syscall(SYS_close, fd);
  if (shared == MAP_FAILED) return;
  strcpy(root, folder);
  root_length = strlen(root);
  control = shared;
}

static int is_below(const char *path) {
  return strncmp(path, root, root_length) == 0 && (path[root_length] == '/' || path[root_length] == 0);
}

/* A path as it was given, at the folder of `dir`. */
static int path_counts(int dir, const char *path, char *full) {
  if (control == NULL || control->mode == OFF || path == NULL) return 0;
  if (path[0] == '/') snprintf(full, PATH_MAX, "%s", path);
  else {
    char base[PATH_MAX];
    if (dir == AT_FDCWD) {
      if (syscall(SYS_getcwd, base, sizeof base) < 0) return 0;
    } else {
      char link[64];
      snprintf(link, sizeof link, "/proc/self/fd/%d", dir);
      ssize_t length = readlink(link, base, sizeof base - 1);
      if (length < 0) return 0;
      base[length] = 0;
    }
    if (snprintf(full, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) return 0;
  }
  return is_below(full);
}

static int fd_counts(int fd, char *full) {
  if (control == NULL || control->mode == OFF) return 0;
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, full, PATH_MAX - 1);
  if (length < 0) return 0;
  full[length] = 0;
  return is_below(full);
}

static void take(void) {
  uint32_t free_ = 0;
  while (!atomic_compare_exchange_weak(&control->lock, &free_, 1)) {
    free_ = 0;
    sched_yield();
  }
}
static void give(void) { atomic_store(&control->lock, 0); }

/* The caller holds the lock, so that nothing changes meanwhile. */
static void photograph(void) {
  char target[PATH_MAX + 32];
  snprintf(target, sizeof target, "%s.photos/%u", root, atomic_fetch_add(&control->photos, 1));
  char *const args[] = {"cp", "-a", root, target, NULL};
  char *const environment[] = {"PATH=/usr/bin:/bin", NULL};
  pid_t pid;
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  if (posix_spawnp(&pid, "cp", NULL, NULL, args, environment) == 0) {
    int status;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* What the call is to meet: 0, or the number of the error; -1: only half of it is done. Locks where photographs are taken. */
static int meet(const char *what, const char *path, int needs) {
  uint64_t n = atomic_fetch_add(&control->count, 1);
  uint32_t mode = control->mode;
  if (mode == PHOTO) {
    take();
    photograph();
    return 0;
  }
  if (mode == COUNT) return 0;
  if (control->persistent ? n < control->at : n < control->at || atomic_load(&control->fired) > 0) return 0;
  int error = 0;
  if (mode == FAIL_EIO) error = EIO;
  else if (mode == FAIL_EROFS) error = EROFS;
  else if (mode == FAIL_ENOSPC && (needs & (NEEDS_ROOM | IS_WRITE))) error = ENOSPC;
  else if (mode == SHORT && (needs & IS_WRITE)) error = -1;
  else if (mode == SLOW && (needs & IS_SYNC)) error = -2;
  else if (mode == KILL) {
    syscall(SYS_kill, 0, SIGKILL);
    pause();
  }
  if (error == 0) return 0;
  if (atomic_fetch_add(&control->fired, 1) == 0) snprintf(control->last, sizeof control->last, "%s %s", what, path + root_length);
  if (error == -2) {
    usleep(30000);
    return 0;
  }
  return error;
}
static void after(void) {
  if (control->mode == PHOTO) give();
}

#define REAL(name) static __typeof__(name) *real; if (real == NULL) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)
#define GUARD(counts, what, needs, call)            \
  char full[PATH_MAX];                              \
  if (!(counts)) return call;                       \
  int met = meet(what, full, needs);                \
  if (met > 0) { errno = met; return -1; }          \
  __typeof__(call) result = call;                   \
  int kept = errno;                                 \
  after();                                          \
  errno = kept;                                     \
  return result;

/* Half of a write is written before the second photograph: a kill may come there, too. */
#define WRITE(name, params, call, half, rest)                       \
  ssize_t name params {                                             \
    REAL(name);                                                     \
    char full[PATH_MAX];                                            \
    if (!fd_counts(fd, full)) return call;                          \
    int met = meet(#name, full, IS_WRITE);                          \
    if (met > 0) { errno = met; return -1; }                        \
    if (met == -1 && length > 1) return half;                       \
    ssize_t result;                                                 \
    if (control->mode == PHOTO && length > 1) {                     \
      result = half;                                                \
      if (result == (ssize_t)(length / 2)) {                        \
        photograph();                                               \
        ssize_t more = rest;                                        \
        result = more < 0 ? more : result + more;                   \
      }                                                             \
    } else result = call;                                           \
    int kept = errno;                                               \
    after();                                                        \
    errno = kept;                                                   \
    return result;                                                  \
  }

#define HALF (length / 2)
#define REST ((const char *)bytes + HALF), (length - HALF)
WRITE(write, (int fd, const void *bytes, size_t length), real(fd, bytes, length), real(fd, bytes, HALF), real(fd, REST))
WRITE(pwrite, (int fd, const void *bytes, size_t length, off_t at), real(fd, bytes, length, at), real(fd, bytes, HALF, at),
      real(fd, REST, at + (off_t)HALF))
WRITE(pwrite64, (int fd, const void *bytes, size_t length, off64_t at), real(fd, bytes, length, at),
      real(fd, bytes, HALF, at), real(fd, REST, at + (off64_t)HALF))

ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(writev);
  GUARD(fd_counts(fd, full), "writev", IS_WRITE, real(fd, parts, count))
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) {
  REAL(pwritev);
  GUARD(fd_counts(fd, full), "pwritev", IS_WRITE, real(fd, parts, count, at))
}
ssize_t copy_file_range(int in, off64_t *in_at, int fd, off64_t *at, size_t length, unsigned flags) {
  REAL(copy_file_range);
  GUARD(fd_counts(fd, full), "copy_file_range", IS_WRITE, real(in, in_at, fd, at, length, flags))
}

int rename(const char *from, const char *to) {
  REAL(rename);
  GUARD(path_counts(AT_FDCWD, to, full), "rename", 0, real(from, to))
}
int renameat(int a, const char *from, int b, const char *to) {
  REAL(renameat);
  GUARD(path_counts(b, to, full), "rename", 0, real(a, from, b, to))
}
int renameat2(int a, const char *from, int b, const char *to, unsigned flags) {
  REAL(renameat2);
  GUARD(path_counts(b, to, full), "rename", 0, real(a, from, b, to, flags))
}
int link(const char *from, const char *to) {
  REAL(link);
  GUARD(path_counts(AT_FDCWD, to, full), "link", NEEDS_ROOM, real(from, to))
}
int linkat(int a, const char *from, int b, const char *to, int flags) {
  REAL(linkat);
  GUARD(path_counts(b, to, full), "link", NEEDS_ROOM, real(a, from, b, to, flags))
}
int symlink(const char *text, const char *to) {
  REAL(symlink);
  GUARD(path_counts(AT_FDCWD, to, full), "symlink", NEEDS_ROOM, real(text, to))
}
int unlink(const char *path) {
  REAL(unlink);
  GUARD(path_counts(AT_FDCWD, path, full), "unlink", 0, real(path))
}
int unlinkat(int dir, const char *path, int flags) {
  REAL(unlinkat);
  GUARD(path_counts(dir, path, full), "unlink", 0, real(dir, path, flags))
}
int rmdir(const char *path) {
  REAL(rmdir);
  GUARD(path_counts(AT_FDCWD, path, full), "rmdir", 0, real(path))
}
int mkdir(const char *path, mode_t mode) {
  REAL(mkdir);
  GUARD(path_counts(AT_FDCWD, path, full), "mkdir", NEEDS_ROOM, real(path, mode))
}
int mkdirat(int dir, const char *path, mode_t mode) {
  REAL(mkdirat);
  GUARD(path_counts(dir, path, full), "mkdir", NEEDS_ROOM, real(dir, path, mode))
}
int fsync(int fd) {
  REAL(fsync);
  GUARD(fd_counts(fd, full), "fsync", IS_SYNC, real(fd))
}
int fdatasync(int fd) {
  REAL(fdatasync);
  GUARD(fd_counts(fd, full), "fsync", IS_SYNC, real(fd))
}
int ftruncate(int fd, off_t length) {
  REAL(ftruncate);
  GUARD(fd_counts(fd, full), "ftruncate", 0, real(fd, length))
}
int ftruncate64(int fd, off64_t length) {
  REAL(ftruncate64);
  GUARD(fd_counts(fd, full), "ftruncate", 0, real(fd, length))
}
int truncate(const char *path, off_t length) {
  REAL(truncate);
  GUARD(path_counts(AT_FDCWD, path, full), "truncate", 0, real(path, length))
}

#define MODE_OF(flags)                      \
  mode_t mode = 0;                          \
  if (flags & (O_CREAT | __O_TMPFILE)) {    \
    va_list rest;                           \
    va_start(rest, flags);                  \
    mode = va_arg(rest, mode_t);            \
    va_end(rest);                           \
  }
/* Opening changes something when it makes the file or empties it. */
#define OPEN(name)                                                                                         \
  int name(const char *path, int flags, ...) {                                                             \
    REAL(name);                                                                                            \
    MODE_OF(flags)                                                                                         \
    GUARD((flags & (O_CREAT | O_TRUNC)) && path_counts(AT_FDCWD, path, full), "create", NEEDS_ROOM,        \
          real(path, flags, mode))                                                                         \
  }
#define OPENAT(name)                                                                                       \
  int name(int dir, const char *path, int flags, ...) {                                                    \
    REAL(name);                                                                                            \
    MODE_OF(flags)                                                                                         \
    GUARD((flags & (O_CREAT | O_TRUNC)) && path_counts(dir, path, full), "create", NEEDS_ROOM,             \
          real(dir, path, flags, mode))                                                                    \
  }
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)
