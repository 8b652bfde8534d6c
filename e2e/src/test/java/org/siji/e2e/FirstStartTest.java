package org.siji.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.microsoft.playwright.Page;

import static org.assertj.core.api.Assertions.assertThat;

/** A new installation: start it, open the address that it prints, see the login. */
class FirstStartTest {

    @Test
    void theAddressThatIsPrintedShowsTheLogin(@TempDir Path home) throws Exception {
        try (Chromium chromium = Chromium.open();
                SijiProcess server = SijiProcess.start(home, "serve", "--port", "0")) {
            String address = server.awaitAddress();
            Page page = chromium.browser().newPage();
            List<String> errors = new ArrayList<>();
            page.onPageError(errors::add);
            page.navigate(address + "/");
            page.waitForSelector("input[type=password]");
            assertThat(page.title()).contains("四集");
            assertThat(errors).isEmpty();
        }
    }
}
