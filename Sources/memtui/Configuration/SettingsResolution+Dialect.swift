import MemoryModel

extension SettingsResolution {
  /// In a self-hosted server a user has the cube of that name unless one is given. A cube without a user means all of
  /// its users, and `u` then picks one of them.
  mutating func dialectAndSubject() throws(SettingsError) -> (Dialect, Subject?) {
    let isSelfHosted = try isSelfHosted()
    let cube = try cube()
    let subject = try subject()
    guard isSelfHosted else {
      guard let cube else { return (.cloud, subject) }
      // A profile's cube rests where a flag leads to the cloud.
      if case .profile = cube.origin, origins[.dialect] == .flag {
        origins[.cube] = nil
        return (.cloud, subject)
      }
      throw .cubeInCloud(cube.origin)
    }
    switch subject {
    case .user, .cube: return (.selfHosted(cube: cube?.id), subject)
    case .agent: throw .agentSelfHosted(options.agent == nil ? profile?.origin(of: .agent) ?? .flag : .flag)
    case nil: return (.selfHosted(cube: cube?.id), cube.map { .cube($0.id) })
    }
  }

  private mutating func isSelfHosted() throws(SettingsError) -> Bool {
    guard let (text, origin) = first(.dialect, flag: options.dialect) else {
      origins[.dialect] = .standard
      return false
    }
    switch text {
    case "cloud": return false
    case "selfhosted": return true
    default: throw .dialect(text, origin)
    }
  }

  private mutating func cube() throws(SettingsError) -> (id: String, origin: Origin)? {
    guard let (text, origin) = first(.cube, flag: options.cube) else { return nil }
    return (try id(text, .cube, origin), origin)
  }

  /// A self-hosted server asks for none; one that was given goes along, for a gateway in front of it.
  func mayGoWithoutKey(_ dialect: Dialect) -> Bool {
    guard dialect != .cloud, environment["MEMOS_API_KEY"]?.isEmpty != false else { return false }
    return [.apiKeyFile, .apiKeyCommand].allSatisfy { profile?.values[$0] == nil }
  }
}
