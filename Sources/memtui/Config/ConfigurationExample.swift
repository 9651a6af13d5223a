import Glibc

/// What `memtui config init` writes: everything commented out, so that it changes nothing before somebody edits it.
enum ConfigurationExample {
  static let text = """
    # config.yaml of memtui. Flags and the environment go before what stands here.
    # The API key itself never stands here: name a file that only you can read, or a command that prints it.

    #default_profile: staging
    #profiles:
    #  staging:
    #    base_url: https://memos.memtensor.cn/api/openmem/v1
    #    user: memos_user_123
    #    api_key_file: ~/.config/memtui/staging.key   # or api_key_command: pass show memos
    #    page_size: 50
    #    timeout: 30s
    #    memory_limit: 256MiB
    #    server_zone: UTC             # of a self-hosted server: Asia/Shanghai or +08:00

    #theme: mine                     # dark, light, mono, or a name under themes
    #themes:
    #  mine:
    #    base: light
    #    marker: bright-magenta bold
    #    active_tab: white on blue

    # Other keys for a command, instead of its standard ones; `memtui config show` prints all commands.
    #keys:
    #  list.page_down: [Space, PgDn]

    """

  /// Writes it where nothing is yet, for its owner only, and makes the folders on the way.
  static func write(to path: String) throws(SettingsError) {
    for (index, character) in path.enumerated() where character == "/" && index > 0 {
      let folder = String(path.prefix(index))
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
        throw .notWritten(path: folder, errorNumber: errno)
      }
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw errno == EEXIST ? .configurationExists(path) : .notWritten(path: path, errorNumber: errno)
    }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
      let number = errno
      unlink(path)
      throw .notWritten(path: path, errorNumber: number)
    }
  }
}
