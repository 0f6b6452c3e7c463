package __package__;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serai.connector.specification.ConnectorSpecification;
import dev.serai.connector.specification.PageFile;
import dev.serai.connector.specification.ReferencePage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page says what the connector says of itself. */
class __Prefix__PageTest {

    private static final String REMEDY =
            "The part of README.md between the reference lines is out of date. Write it anew:"
                    + " mvn test -Dtest=__Prefix__PageTest -Dserai.pages.write=true";

    @Test
    void thePageIsUpToDate() {
        PageFile page = new PageFile(Path.of("README.md"));
        String reference = ReferencePage.withoutLinks(ConnectorSpecification.of(new __Prefix__ConnectorFactory()));
        if (Boolean.getBoolean("serai.pages.write")) {
            page.write(reference);
        }
        assertEquals(page.with(reference), page.text(), REMEDY);
    }
}
