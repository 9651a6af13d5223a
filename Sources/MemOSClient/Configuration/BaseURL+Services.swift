extension BaseURL {
  /// The service's own sites (api.md section 1).
  public static let cloud = "https://memos.memtensor.cn/api/openmem/v1"
  public static let global = "https://api.memt.ai/platform/api/openmem/v1"
}
