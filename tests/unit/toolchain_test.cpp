#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>

#include "toolchain/atomic_file.h"
#include "toolchain/cache.h"
#include "toolchain/error.h"
#include "toolchain/jobs.h"
#include "toolchain/process.h"
#include "toolchain/runtime_files.h"

namespace krait::toolchain {
namespace {

class ToolchainTest : public testing::Test {
 protected:
  ToolchainTest() {
    char pattern[] = "/tmp/krait-test-XXXXXX";
    folder_ = ::mkdtemp(pattern);
  }
  ~ToolchainTest() override { std::filesystem::remove_all(folder_); }

  size_t count_files(const std::string& folder) {
    size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) count += entry.is_regular_file();
    return count;
  }

  std::string folder_;
};

TEST_F(ToolchainTest, WriteFileMakesFoldersAndReplaces) {
  std::string path = folder_ + "/a/b/file";
  write_file(path, "one");
  EXPECT_EQ(read_file(path), "one");
  write_file(path, std::string("two\0three", 9));
  EXPECT_EQ(read_file(path), std::string("two\0three", 9));
  EXPECT_EQ(count_files(folder_), 1u);  // no temporary file stays behind
}

TEST_F(ToolchainTest, WriteFileIfChangedKeepsTheTime) {
  std::string path = folder_ + "/file";
  EXPECT_TRUE(write_file_if_changed(path, "text"));
  EXPECT_FALSE(write_file_if_changed(path, "text"));
  EXPECT_TRUE(write_file_if_changed(path, "other"));
}

TEST_F(ToolchainTest, UnwritablePathsAreToolErrors) {
  write_file(folder_ + "/file", "");
  try {
    write_file(folder_ + "/file/below", "x");
    FAIL() << "a file is not a folder";
  } catch (const ToolError& error) {
    EXPECT_EQ(error.code(), DiagnosticCode::kUnwritableOutput);
    EXPECT_NE(std::string(error.what()).find("/file"), std::string::npos);
  }
}

TEST_F(ToolchainTest, ReadFileOfNothingOrFolder) {
  EXPECT_EQ(read_file(folder_ + "/missing"), std::nullopt);
  EXPECT_EQ(read_file(folder_), std::nullopt);
}

TEST_F(ToolchainTest, CacheReturnsWhatWasPut) {
  Cache cache(folder_ + "/cache");
  Hash128 key = KeyBuilder("test").add("one").key();
  EXPECT_EQ(cache.get(key), std::nullopt);
  cache.put(key, "content");
  EXPECT_EQ(cache.get(key), "content");
  cache.put(key, "newer");
  EXPECT_EQ(cache.get(key), "newer");
  EXPECT_EQ(cache.get(KeyBuilder("test").add("two").key()), std::nullopt);
}

TEST_F(ToolchainTest, CacheFolderIsPrivate) {
  ::mkdir((folder_ + "/cache").c_str(), 0755);
  Cache cache(folder_ + "/cache");
  struct stat status;
  ASSERT_EQ(::stat(cache.folder().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700u);
}

TEST_F(ToolchainTest, CacheIgnoresDamage) {
  Cache cache(folder_ + "/cache");
  Hash128 key = KeyBuilder("test").key();
  std::string temporary = cache.scratch_folder() + "/x";
  write_file(temporary, "content");
  std::string path = cache.put_file(key, temporary);
  EXPECT_EQ(cache.get_file(key), path);
  std::ofstream(path) << "contenT";
  EXPECT_EQ(cache.get_file(key), std::nullopt);
  EXPECT_EQ(cache.get(key), std::nullopt);
  cache.put(key, "content");
  EXPECT_EQ(cache.get(key), "content");
  std::filesystem::remove(path);
  EXPECT_EQ(cache.get(key), std::nullopt);
  cache.put(key, "content");
  write_file(cache.folder() + "/index/" + key.hex(), "../../../etc/passwd");
  EXPECT_EQ(cache.get(key), std::nullopt);
}

TEST_F(ToolchainTest, CacheOnAFileIsAToolError) {
  write_file(folder_ + "/file", "");
  EXPECT_THROW(Cache(folder_ + "/file"), ToolError);
  EXPECT_THROW(Cache(folder_ + "/file/cache"), ToolError);
}

TEST_F(ToolchainTest, KeysKeepPartsApart) {
  EXPECT_NE(KeyBuilder("x").add("ab").add("c").key(), KeyBuilder("x").add("a").add("bc").key());
  EXPECT_NE(KeyBuilder("x").key(), KeyBuilder("y").key());
}

TEST_F(ToolchainTest, ProcessesAreCaptured) {
  auto result = run_process({"sh", "-c", "echo out; echo err >&2; exit 3"});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->status, 3);
  EXPECT_EQ(result->output, "out\nerr\n");
  result = run_process({"sh", "-c", "echo out; echo err >&2; kill -9 $$"}, {.output_only = true});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->status, 128 + 9);
  EXPECT_EQ(result->output, "out\n");
  EXPECT_FALSE(run_process({folder_ + "/missing"}));
  EXPECT_FALSE(run_process({"no-such-program-anywhere"}));
}

TEST_F(ToolchainTest, ArgumentsAreNotInterpreted) {
  auto result = run_process({"printf", "%s", "$(echo no) `no` ; 'x'"});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->output, "$(echo no) `no` ; 'x'");
}

TEST_F(ToolchainTest, ParallelForRunsAllAndRethrowsTheFirst) {
  std::atomic<int> sum{0};
  parallel_for(100, 4, [&](size_t i) { sum += static_cast<int>(i); });
  EXPECT_EQ(sum, 4950);
  sum = 0;
  try {
    parallel_for(10, 3, [&](size_t i) {
      ++sum;
      if (i == 7 || i == 4) throw std::runtime_error(std::to_string(i));
    });
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "4");
  }
  EXPECT_EQ(sum, 10);
  parallel_for(0, 2, [](size_t) { FAIL(); });
}

TEST_F(ToolchainTest, IdentityIsStable) { EXPECT_EQ(executable_identity(), executable_identity()); }

}  // namespace
}  // namespace krait::toolchain
