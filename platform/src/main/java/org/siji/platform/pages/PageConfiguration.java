package org.siji.platform.pages;

import java.io.IOException;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/** The files of the pages, and for every address that only the page's own router knows, the page. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {

    private static final String PAGES = "classpath:/static/";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        // Vite puts a hash of the content into these names.
        registry.addResourceHandler("/assets/**").addResourceLocations(PAGES + "assets/")
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
        registry.addResourceHandler("/**").addResourceLocations(PAGES).setCacheControl(CacheControl.noCache())
                .resourceChain(true).addResolver(new PageOfRouter());
    }

    private static final class PageOfRouter extends PathResourceResolver {

        @Override
        protected @Nullable Resource getResource(String path, Resource location) throws IOException {
            Resource file = super.getResource(path, location);
            if (file != null) {
                return file;
            }
            boolean belongsToRouter = !path.contains(".") && !path.startsWith("api/") && !path.startsWith("actuator/");
            return belongsToRouter ? super.getResource("index.html", location) : null;
        }
    }
}
