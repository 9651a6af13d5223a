import MemOSClient
import MemoryModel

extension ServiceError {
  /// Of an error that was not foreseen: what it says of itself would name classes of libraries.
  init(unexpected error: any Error) {
    switch error {
    case let error as ServiceError: self = error
    case let error as ConfigurationFault: self.init(.other(detail: SettingsError.connection(error).sentence))
    case let error as SystemFailure: self.init(.other(detail: error.words))
    default: self.init(.other(detail: ""))
    }
  }
}
