import EventLoop
import Testing

@Suite("Free lists")
struct FreeListsTests {
  @Test("a size that no memory has is refused, not rounded to a small one", arguments: [0, 1, 15, 16, 63, 64, 127])
  func overflow(below: UInt) {
    let lists = FreeLists()
    let size = Int(bitPattern: UInt.max - below)
    #expect(FreeLists.malloc(size, lists.userData) == nil)
    let block = FreeLists.malloc(10, lists.userData)
    #expect(FreeLists.realloc(block, size, lists.userData) == nil)
    FreeLists.free(block, lists.userData)
    #expect(FreeLists.malloc(size, lists.userData) == nil, "nor is a kept block given out for it")
  }
}
