// The C library of the platform, for `clock_gettime`.
#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Milliseconds since 1970 by the machine's clock, which may be set.
func wallClockMilliseconds() -> Int64 { milliseconds(CLOCK_REALTIME) }

/// Milliseconds since some point in the past, by a clock that nobody sets and that goes on while the machine is
/// suspended.
func steadyMilliseconds() -> Int64 {
  #if canImport(Darwin)
    milliseconds(CLOCK_MONOTONIC)
  #else
    milliseconds(CLOCK_BOOTTIME)
  #endif
}

private func milliseconds(_ clock: clockid_t) -> Int64 {
  var time = timespec()
  clock_gettime(clock, &time)
  return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}
